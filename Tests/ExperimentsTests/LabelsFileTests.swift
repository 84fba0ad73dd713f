import Evaluation
import Experiments
import SystemPackage
import TestSupport
import Testing

struct LabelsFileTests {
    private static let text = "filename,is_illegal\na,0\nb,1\n"

    @Test func aFileOfTheLimitIsReadAndOneByteMoreIsRefused() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.text.utf8, to: "labels.csv")
        let path = directory.path.appending("labels.csv")
        let size = Self.text.utf8.count
        #expect(try SessionLabels(contentsOf: path, mostBytes: size).names == ["a", "b"])
        #expect(throws: LabelsFileError.tooLarge(path, mostBytes: size - 1)) {
            try SessionLabels(contentsOf: path, mostBytes: size - 1)
        }
    }

    @Test func aFileWithoutEndIsRefused() {
        #expect(throws: LabelsFileError.tooLarge("/dev/zero", mostBytes: 1 << 20)) {
            try SessionLabels(contentsOf: "/dev/zero", mostBytes: 1 << 20)
        }
    }

    @Test func whatIsNoFileIsNamed() throws {
        let directory = try TemporaryDirectory()
        let missing = directory.path.appending("missing")
        #expect(throws: LabelsFileError.unreadable(missing, .noSuchFileOrDirectory)) {
            try SessionLabels(contentsOf: missing)
        }
        #expect(throws: LabelsFileError.unreadable(directory.path, .isDirectory)) {
            try SessionLabels(contentsOf: directory.path)
        }
    }

    @Test func aMistakeIsNamedWithTheFile() throws {
        let directory = try TemporaryDirectory()
        try directory.write("filename,is_illegal\na,2\n".utf8, to: "labels.csv")
        let path = directory.path.appending("labels.csv")
        let error = #expect(throws: LabelsFileError.self) { try SessionLabels(contentsOf: path) }
        #expect(error?.description.hasPrefix("\(path): line 2: ") == true)
    }
}
