import Testing

@testable import Recordings

struct EventRuleTests {
    private static func finds(_ rule: String, in line: String) throws -> Bool {
        let rule = try #require(EventRule(name: "it", .command, rule))
        return CommandWords.commands(in: Array(line.utf8)).contains {
            rule.matches(CommandEvent(time: Timestamp(milliseconds: 1), command: $0.command, words: $0.words))
        }
    }

    @Test(
        arguments: [
            ("rm -rf", "rm -rf /srv"), ("rm -rf", "rm -r -f x"), ("rm -rf", "sudo -u root /bin/rm -v -fr /srv"),
            ("cat /etc/shadow", "cat /etc/passwd /etc/shadow"), ("useradd", "/usr/sbin/useradd eve"),
            ("systemctl stop auditd", "ls; systemctl stop --now auditd"),
            ("curl --upload-file", "curl --upload-file=x y"),
            ("rm -rf", "for i in *; do rm -rf $i; done"), ("sudo -i", "sudo -i"), ("sudo", "sudo"),
            ("env", "env | sort"),
            ("rm -rf", "rm a b c d e f g h i j k l m n o -rf"), ("python3", "python3>log"),
            ("rm", "true;true;true;rm x"),
        ]
    )
    func findsTheCommand(rule: String, line: String) throws {
        #expect(try Self.finds(rule, in: line))
    }

    @Test(
        arguments: [
            ("rm -rf", "rm -r x"), ("rm -rf", "echo rm -rf x"), ("useradd", "userdel useradd"),
            ("cat /etc/shadow", "cat /etc/shadow-"), ("rm -rf", ""),
        ]
    )
    func findsNothingElse(rule: String, line: String) throws {
        #expect(try !Self.finds(rule, in: line))
    }

    @Test func findsWordsOfATitle() throws {
        let rule = try #require(EventRule(name: "it", .title, "Registry editor"))
        func finds(_ title: String) -> Bool {
            let words = TitleWords.words(in: Array(title.utf8))
            return rule.matches(TitleEvent(time: Timestamp(milliseconds: 1), words: words))
        }
        #expect(finds("Editor - REGISTRY (admin)") && !finds("registry") && !finds(""))
    }

    @Test(arguments: [(EventRule.Subject.command, ""), (.command, "ls; rm"), (.command, "| "), (.title, " - ")])
    func whatNamesNothingIsNoRule(subject: EventRule.Subject, text: String) {
        #expect(EventRule(name: "it", subject, text) == nil)
    }
}
