/// A screen and where on it the things are that one points at.
struct Desktop: Sendable {
    /// A part of the screen with targets of one kind, in px.
    struct Region: Sendable {
        var left: Double
        var top: Double
        var width: Double
        var height: Double
        /// How often it is visited, relative to the others.
        var weight: Double
        /// Width of the things in it.
        var targetWidth: Double
    }

    /// Width of the screen in px.
    let width: Int32
    /// Height of the screen in px.
    let height: Int32
    private(set) var regions: [Region]

    private static let screens: [(Int32, Int32, Double)] = [
        (1920, 1080, 0.45), (1366, 768, 0.25), (1280, 800, 0.15), (1600, 900, 0.15),
    ]

    /// A screen as somebody arranged it: menus, tool bar, list, text, scroll bar, window controls, task bar.
    init(using random: inout Xoshiro256) {
        let screen = Self.screens[random.index(weights: Self.screens.lazy.map(\.2))]
        (width, height) = (screen.0, screen.1)
        let right = Double(width)
        let bottom = Double(height)
        let windowLeft = random.uniform(0, 0.12) * right
        let windowTop = random.uniform(0, 0.08) * bottom
        let windowWidth = random.uniform(0.65, 0.88) * right
        let windowHeight = random.uniform(0.70, 0.85) * bottom
        let listWidth = random.uniform(0.10, 0.22) * windowWidth
        func region(_ l: Double, _ t: Double, _ w: Double, _ h: Double, _ weight: Double, _ target: Double) -> Region {
            Region(left: l, top: t, width: w, height: h, weight: weight, targetWidth: target)
        }
        regions = [
            region(windowLeft, windowTop + 22, 0.3 * windowWidth, 22, 0.9, 40),
            region(windowLeft, windowTop + 48, 0.5 * windowWidth, 34, 0.8, 24),
            region(windowLeft, windowTop + 90, listWidth, windowHeight - 120, 1.6, 18),
            region(windowLeft + listWidth, windowTop + 90, windowWidth - listWidth, windowHeight - 120, 3.5, 14),
            region(windowLeft + windowWidth - 14, windowTop + 90, 12, windowHeight - 120, 0.25, 14),
            region(windowLeft + windowWidth - 90, windowTop + 4, 84, 18, 0.3, 24),
            region(0, bottom - 38, 0.55 * right, 36, 0.6, 46),
        ]
        for index in regions.indices { regions[index].weight *= random.logNormal(median: 1, spread: 0.35) }
    }

    /// The same desktop with one day's work on it.
    func onOneDay(using random: inout Xoshiro256) -> Desktop {
        var day = self
        let shift = (8 * random.normal(), 8 * random.normal())
        for index in regions.indices {
            day.regions[index].weight *= random.logNormal(median: 1, spread: 0.4)
            day.regions[index].left += shift.0
            day.regions[index].top += shift.1
        }
        return day
    }

    /// A point in a region drawn by weight, and the width of the target there, in px.
    func target(using random: inout Xoshiro256) -> (x: Double, y: Double, width: Double) {
        let region = regions[random.index(weights: regions.lazy.map(\.weight))]
        let x = region.left + region.width * random.unit()
        let y = region.top + region.height * random.unit()
        return (clamped(x, to: width), clamped(y, to: height), region.targetWidth)
    }

    /// The point of the screen nearest to (x, y).
    func clamped(x: Double, y: Double) -> (x: Double, y: Double) {
        (clamped(x, to: width), clamped(y, to: height))
    }

    private func clamped(_ position: Double, to size: Int32) -> Double {
        min(max(position, 0), Double(size - 1))
    }
}
