import Recordings

/// A text that was escaped for terminals when it was written, escaped again only if that is not so.
public func printable(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let escaped = escapedForTerminal(bytes)
    let backslashes = bytes.count { $0 == UInt8(ascii: #"\"#) }
    return escaped.utf8.count == bytes.count + backslashes ? text : escaped
}
