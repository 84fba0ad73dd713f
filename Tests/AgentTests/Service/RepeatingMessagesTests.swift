import Agent
import Testing

struct RepeatingMessagesTests {
    @Test func aMessageIsSaidOnceAndThenCounted() {
        var messages = RepeatingMessages()
        #expect(messages.say("full", at: 0) == ["full"])
        for time in Int64(1)...5 { #expect(messages.say("full", at: time * 1000).isEmpty) }
        #expect(messages.deadline == 65_000)
        #expect(messages.due(at: 64_999).isEmpty)
        #expect(messages.due(at: 65_000) == ["full (5 times more in the last 65 s)"])
        #expect(messages.deadline == nil)
        #expect(messages.say("full", at: 65_001) == ["full"])
    }

    @Test func aMessageThatCameOnceIsNotCounted() {
        var messages = RepeatingMessages()
        #expect(messages.say("full", at: 0) == ["full"])
        #expect(messages.due(at: 60_000).isEmpty)
        #expect(messages.deadline == nil)
    }

    @Test func aMessageThatGoesOnIsSaidEveryHour() {
        var messages = RepeatingMessages()
        var said: [String] = []
        for time in stride(from: Int64(0), through: 2 * 3_600_000, by: 30_000) {
            said += messages.say("full", at: time)
        }
        #expect(
            said == ["full", "full (119 times more in the last 3600 s)", "full (120 times more in the last 3600 s)"]
        )
    }

    @Test func everyMessageIsSaidOrCounted() {
        var messages = RepeatingMessages()
        var said = 0
        var counted = 0
        func take(_ lines: [String]) {
            for line in lines {
                guard let bracket = line.firstIndex(of: "(") else {
                    said += 1
                    continue
                }
                let word = line[line.index(after: bracket)...].split(separator: " ")[0]
                counted += word == "once" ? 1 : Int(word) ?? 0
            }
        }
        let total = 2000
        for number in 0..<total { take(messages.say("message \(number * number % 1009)", at: Int64(number) * 370)) }
        take(messages.finish(at: Int64(total) * 370))
        #expect(said + counted == total)
        #expect(messages.deadline == nil)
    }

    @Test func fewMessagesAreRemembered() {
        var messages = RepeatingMessages()
        for number in 0...RepeatingMessages.mostCounted { _ = messages.say("\(number)", at: Int64(number)) }
        #expect(messages.say("0", at: 1000) == ["0"])
        #expect(messages.say("\(RepeatingMessages.mostCounted)", at: 1000).isEmpty)
    }
}
