public import ArgumentParser
public import Gestures

/// Which modality a command is about.
struct ModalityOption: ParsableArguments {
    @Option(help: "What is measured: \(Modality.allCases.map(\.rawValue).joined(separator: ", ")).")
    var modality = Modality.pointer
}

extension Modality: ExpressibleByArgument {}
