import Snapshots
import Testing

@Suite struct ArrayFittingTests {
    @Test func leavesNoRoom() {
        var numbers: [Int] = []
        numbers.reserveCapacity(10_000)
        numbers += [3, 1, 2]
        #expect(numbers.fitted == numbers)
        #expect(numbers.fitted.capacity < 100)
    }
}
