import Foundation

/// As much of JSON Schema as Gait's own schema uses.
struct JSONSchema {
    private let root: [String: Any]

    init(at url: URL) throws {
        root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
    }

    /// The keys that the definition `name` knows.
    func keys(of name: String) -> Set<String> {
        let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
        return Set((definition?["properties"] as? [String: Any] ?? [:]).keys)
    }

    /// What is wrong with the document `json`; nothing where it fits.
    func mistakes(in json: Data) throws -> [String] {
        mistakes(try JSONSerialization.jsonObject(with: json), root, at: "")
    }

    private func mistakes(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.dropFirst("#/$defs/".count))
            let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
            return definition.map { mistakes(value, $0, at: place) } ?? ["\(place): no definition \(name)"]
        }
        guard let type = schema["type"] as? String else { return ["\(place): the schema says no type"] }
        var found = Self.fits(value, type) ? [] : ["\(place) is no \(type): \(value)"]
        if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
            found.append("\(place) is none of \(allowed): \(value)")
        }
        if let constant = schema["const"] as? Int, constant != value as? Int {
            found.append("\(place) is not \(constant)")
        }
        let number = (value as? NSNumber)?.doubleValue
        if let least = schema["minimum"] as? Double, let number, number < least { found.append("\(place) < \(least)") }
        if let most = schema["maximum"] as? Double, let number, number > most { found.append("\(place) > \(most)") }
        if let items = schema["items"] as? [String: Any], let values = value as? [Any] {
            for (index, value) in values.enumerated() { found += mistakes(value, items, at: "\(place)[\(index)]") }
        }
        if let properties = schema["properties"] as? [String: Any], let object = value as? [String: Any] {
            for key in schema["required"] as? [String] ?? [] where object[key] == nil {
                found.append("\(place).\(key) is missing")
            }
            for (key, value) in object {
                guard let property = properties[key] as? [String: Any] else {
                    found.append("\(place).\(key) is unknown")
                    continue
                }
                found += mistakes(value, property, at: "\(place).\(key)")
            }
        }
        return found
    }

    private static func fits(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": value is Int
        case "number": value is Double
        default: false
        }
    }
}
