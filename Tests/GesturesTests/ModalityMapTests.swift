import Gestures
import Testing

struct ModalityMapTests {
    @Test func isInTheOrderOfTheModalities() {
        for order in [Modality.allCases, Modality.allCases.reversed()] {
            var map = ModalityMap<Int>()
            for modality in order { map[modality] = modality.rawValue.count }
            #expect(map.modalities == Modality.allCases)
            #expect(map.values == Modality.allCases.map(\.rawValue.count))
        }
    }

    @Test func aValueIsReplacedAndTakenAway() {
        var map = ModalityMap<Int>()
        map[.keystrokes] = 1
        map[.keystrokes] = 2
        #expect(map[.keystrokes] == 2 && map.modalities == [.keystrokes])
        map[.pointer] = nil
        map[.keystrokes] = nil
        #expect(map.isEmpty)
    }

    @Test func aMissingValueBeginsAsTheOtherOne() {
        var map = ModalityMap<[Int]>()
        map[.terminalEcho, default: [7]].append(8)
        map[.terminalEcho, default: []].append(9)
        #expect(map[.terminalEcho] == [7, 8, 9])
        #expect(map[.pointer, default: [1]] == [1] && map[.pointer] == nil)
    }

    @Test func valuesChangeWhereTheyAre() {
        var map = ModalityMap<Int>()
        for modality in Modality.allCases { map[modality] = 1 }
        map.update { modality, value in if modality == .terminalInput { value = 5 } }
        #expect(map.compactMap { $1 > 1 ? $1 * 2 : nil }.modalities == [.terminalInput])
        #expect(map[.terminalInput] == 5)
    }
}
