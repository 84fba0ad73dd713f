public import Foundation
public import Testing

/// The real recordings and the reference's check values, which lie beside the project where they are at all.
public enum RealData {
    private static let shared = ProjectFiles.root.deletingLastPathComponent().appending(path: "shared")

    /// Sessions of remote desktops.
    public static let balabit = shared.appending(path: "data/balabit")
    /// Their owners' own, a folder for each user.
    public static let balabitTraining = balabit.appending(path: "training_files")
    /// The later ones, likewise.
    public static let balabitTest = balabit.appending(path: "test_files")
    /// Which of the later ones are not their owners'.
    public static let balabitLabels = balabit.appending(path: "labels.csv")
    /// Sessions of local computers, in a format of their own.
    public static let iitkgpMouse = shared.appending(path: "data/iitkgp-mouse")
    /// What people typed, and when: a CSV of user, session, key, press and release for each kind of text.
    public static let keystrokes = shared.appending(path: "data/keystroke/data")
    /// What eight people entered into their shells: a file for each, a command a line.
    public static let unixCommands = shared.appending(path: "data/commands/pu-unix/PU")
    /// What the research scorer makes of them.
    public static let reference = shared.appending(path: "reference")

    /// What recorders of several kinds wrote, a folder for each.
    public static let recordings = shared.appending(path: "data/recordings")

    /// Whether the recordings of several kinds are there.
    public static let hasRecordings = FileManager.default.fileExists(atPath: recordings.path)
    /// Whether they are there.
    public static let isPresent = FileManager.default.fileExists(atPath: balabitLabels.path)
    /// Why a test that needs them is skipped.
    public static let absence: Comment = "the real recordings are not beside the project"

    /// The entries of `directory` in order of name.
    public static func entries(of directory: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }
}
