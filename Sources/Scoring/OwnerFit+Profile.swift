public import Gestures
public import Profiles
import Statistics

extension OwnerFit {
    /// Sessions are grouped into at most so many folds, so that refitting does not grow with their number.
    static let mostFolds = 8
    /// The only session of an owner is taken as so many stretches, each left out in turn.
    static let stretchesOfOnlySession = 4

    /// Fits a model to a profile in one modality; `nil` where it holds fewer than `OwnerModel.fewestWindows` windows.
    public init?(_ profile: Profile, of modality: Modality) {
        self.init(profile, space: .shipped(for: modality), parameters: modality.parameters)
    }

    /// Fits a model to a profile; `nil` where it holds fewer than `OwnerModel.fewestWindows` windows.
    public init?(_ profile: Profile, space: ScoringSpace, parameters: EngineParameters = .pointer) {
        self.init(
            Self.grouped(profile.windows),
            sessionCount: profile.sessions.count,
            space: space,
            parameters: parameters
        )
    }

    private static func grouped(_ windows: [Profile.Window]) -> [BaselineWindow] {
        let hash = SipHash(key: 0, 0)
        let sessions = Set(windows.map(\.session)).map { (hash: hash($0), name: $0) }.sorted { $0 < $1 }
        guard sessions.count > 1 else { return stretches(of: windows) }
        let numbers = Dictionary(uniqueKeysWithValues: sessions.enumerated().map { ($1.name, $0) })
        return windows.map { window in
            let number = numbers[window.session, default: 0]
            return BaselineWindow(histogram: window.histogram, group: number, fold: number % mostFolds)
        }
    }

    /// Cuts the only session into stretches of time, each window size by itself.
    private static func stretches(of windows: [Profile.Window]) -> [BaselineWindow] {
        SessionWindow.sizes.flatMap { size in
            let ofSize = windows.filter { $0.size == size }.sorted { $0.index < $1.index }
            return ofSize.enumerated().map { rank, window in
                let stretch = stretchesOfOnlySession * rank / ofSize.count
                return BaselineWindow(histogram: window.histogram, group: stretch, fold: stretch)
            }
        }
    }
}
