import Statistics
import Testing

@Suite struct ArrayPartitioningTests {
    @Test(arguments: 0...20)
    func findsTheFirst(count: Int) {
        let numbers = Array(0..<count)
        for first in 0...count { #expect(numbers.partitioningIndex { $0 >= first } == first) }
    }
}
