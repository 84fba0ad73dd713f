import Evaluation
import Glibc
import Testing

/// The labels of the Mouse Dynamics Challenge, where the data lie beside the package.
@Suite struct BalabitLabelsTests {
    private static let path = {
        let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
        return root + "/../shared/data/balabit/labels.csv"
    }()

    // SAFETY: access only reads the path, which lives as long as the call.
    private static let isPresent = unsafe access(path, R_OK) == 0

    @Test(.enabled(if: isPresent, "needs ../shared/data/balabit/labels.csv"))
    func labelsAreRead() throws {
        guard let file = unsafe fopen(Self.path, "r") else {
            Issue.record("cannot open \(Self.path)")
            return
        }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        // SAFETY: fread writes at most `bytes.count` bytes.
        let count = unsafe fread(&bytes, 1, bytes.count, file)

        let labels = try SessionLabels(csv: bytes.span.extracting(..<count))
        #expect(labels.count == 465)
        let matches = labels.names.map { labels.match(relativePath: "user7/" + $0, sessionID: nil) }
        #expect(matches.count { $0?.isIllegal == true } == 237)
        #expect(matches.count { $0?.isIllegal == false } == 228)
    }
}
