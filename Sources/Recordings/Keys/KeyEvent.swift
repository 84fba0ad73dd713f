/// One use of a key, reduced to when it was and what kind of key it is. What was typed cannot be told from it.
public struct KeyEvent: Sendable, Equatable {
    /// What the key did, or what is known of it.
    public enum Action: UInt8, Sendable, CaseIterable {
        /// The key went down. Repetitions while it is held are left out.
        case press
        /// The key came up.
        case release
        /// A character reached a terminal: when its key went down is known but for the line's delay, not when it came up.
        case input
        /// Many characters reached a terminal at once.
        case paste
        /// A terminal showed a single character, as it does when one is typed.
        case echo
    }

    /// When it was, in whole ms on the recorder's clock.
    public var time: Timestamp
    /// ms for which a key that came up was held; 0 for everything else.
    public var holdTime: UInt32
    /// How many keys came at once: 1 where it came alone, and how many characters a paste has.
    public var count: UInt32
    /// What the key did.
    public var action: Action
    /// What kind of key it is; `other` for a paste.
    public var keyClass: KeyClass
    /// The frequent digraph that ends with this press, input or echo; nil where there is none.
    public var digraph: FrequentDigraph?
    /// How many other keys were down when the key went down; 0 for everything else.
    public var heldKeys: UInt8

    /// Creates an event from its parts.
    public init(
        time: Timestamp,
        action: Action,
        keyClass: KeyClass,
        digraph: FrequentDigraph? = nil,
        holdTime: UInt32 = 0,
        heldKeys: UInt8 = 0,
        count: UInt32 = 1
    ) {
        self.time = time
        self.action = action
        self.keyClass = keyClass
        self.digraph = digraph
        self.holdTime = holdTime
        self.heldKeys = heldKeys
        self.count = count
    }
}
