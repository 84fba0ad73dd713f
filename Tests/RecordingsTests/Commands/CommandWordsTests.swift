import Statistics
import Testing

@testable import Recordings

struct CommandWordsTests {
    /// What a command is compared by: its name, and the kinds of its words.
    private func hash(_ text: String) -> UInt64 { SipHash(key: 0, 0)(text) }

    private func commands(_ line: String) -> [CommandWords] { CommandWords.commands(in: Array(line.utf8)) }

    @Test(arguments: [
        ("ls", ["ls "]),
        ("ls -la /tmp", ["ls -/"]),
        ("/usr/bin/ls", ["ls "]),
        ("./run.sh 10", ["run.sh #"]),
        ("ssh 10.0.0.1:22 uptime", ["ssh #w"]),
        ("  cd ..  ", ["cd w"]),
        ("cat a b c -n -v", ["cat -w"]),
        ("ps aux | grep 'x|y' | wc -l", ["ps w", "grep w", "wc -"]),
        ("make && ./a.out; echo done", ["make ", "a.out ", "echo w"]),
        ("sleep 5 & fg", ["sleep #", "fg "]),
        ("sudo -u root FOO=1 ls -la /tmp", ["ls -/"]),
        ("sudo -E -- systemctl restart sshd", ["systemctl w"]),
        ("env -i A=b nice -n 5 nohup tar xf a.tar", ["tar w"]),
        ("LANG=C sort", ["sort "]),
        ("A=b", []),
        ("( cd /tmp; ls )", ["cd /", "ls w"]),
        ("! true", ["true "]),
        ("make 2>&1 > out", ["make "]),
        ("make 2> /dev/null -j4", ["make -"]),
        ("sort < in >> out", ["sort "]),
        ("run &> log", ["run "]),
        ("cat <<< 'a b' | wc", ["cat ", "wc "]),
        ("echo 'a; rm -rf /'", ["echo w"]),
        ("echo \"a 'b' c\" -n", ["echo -w"]),
        ("echo it's", ["echo w"]),
        ("echo 'a'/b", ["echo /"]),
        ("/", ["/ "]),
        ("~/bin/x", ["x "]),
        ("größe -x", ["größe -"]),
        ("", []),
        ("   ", []),
        ("|;&", []),
        ("#comment", []),
        ("-x", []),
        ("sudo", ["sudo "]),
        ("$(which ls)", []),
    ])
    func aLineGivesItsPrograms(line: String, names: [String]) {
        #expect(commands(line).map(\.command) == names.map(hash))
    }

    @Test(arguments: [
        ("rm -rf /tmp/x", ["rm", "-r", "-f", "/tmp/x"]),
        ("tar --file=a.tar --list", ["tar", "--file", "--list"]),
        ("dd if=/dev/zero", ["dd", "if=/dev/zero"]),
        ("grep -e'a b' \"c d\"", ["grep", "-ea b", "c d"]),
        ("git -", ["git", "-"]),
        ("/sbin/ip a", ["ip", "a"]),
    ])
    func theWordsAreHashed(line: String, words: [String]) throws {
        let found = try #require(commands(line).first).words
        var expected = WordHashes()
        for word in words { expected.append(Array(word.utf8)) }
        #expect(found == expected)
    }

    @Test func allIsBounded() throws {
        #expect(commands(String(repeating: "a;", count: 100)).count == CommandWords.mostOfLine)
        let long = String(repeating: "n", count: 300)
        let command = try #require(commands("\(long) \(long)").first)
        #expect(command.command == hash(String(long.prefix(64)) + " w"))
        #expect(command.words.contains(WordHashes.hash(of: Array(long.utf8.prefix(256)))))
        #expect(try #require(commands("a " + String(repeating: "b ", count: 100)).first).words.count == 32)
        // Quotation marks without their other half take no longer than others.
        _ = commands(String(repeating: "'\"", count: 2001))
    }

    @Test func anyBytesAreALine() {
        for byte in UInt8.min...UInt8.max {
            _ = CommandWords.commands(in: [byte])
            _ = CommandWords.commands(in: [byte, byte, 0x20, byte, UInt8(ascii: "a"), byte])
        }
    }
}
