/// What guacd writes.
enum GuacamoleText {
    /// Of a pointer that goes to and fro, with a rest now and then: so many of its reports.
    static func pointer(_ reports: Range<Int>) -> [UInt8] {
        let instructions = reports.map { number in
            let time = 1_000_000 + number * 20 + number / 40 * 2000
            let fields = ["\(100 + abs(number * 7 % 400 - 200))", "\(300 + number % 40)", "0", "\(time)"]
            return "5.mouse," + fields.map { "\($0.utf8.count).\($0)" }.joined(separator: ",") + ";"
        }
        return Array(instructions.joined().utf8)
    }
}
