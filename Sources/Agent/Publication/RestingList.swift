/// A service's list: in memory while it changes, and while it rests only in the file that was published.
struct RestingList {
    /// `nil` while it rests.
    private var list: PriorityList?
    /// Where it rests.
    private var file: PublishedFile?
    private var limits: PriorityList.Limits
    private var knownSummary: PriorityListDocument.Summary

    /// A list that is in memory.
    init(_ list: PriorityList) {
        self.list = list
        limits = list.limits
        knownSummary = list.summary
    }

    /// How many rows there are of each kind.
    var summary: PriorityListDocument.Summary { list?.summary ?? knownSummary }

    /// Lets `body` use or change the list, which is brought back into memory for it.
    ///
    /// - Throws: what `body` throws, and `PublicationError` (`isDamage`) where the file is not what was published.
    mutating func use<Result>(
        _ body: (inout PriorityList) throws(PublicationError) -> Result
    ) throws(PublicationError) -> Result {
        if let file, list == nil {
            do throws(PublicationError) {
                list = try PriorityList(restoring: file, limits: limits)
            } catch {
                throw PublicationError(error.description, isDamage: true)
            }
            self.file = nil
        }
        return try body(&list!)
    }

    /// Lets the list leave memory, if it is as it was published.
    mutating func rest() {
        guard let current = list, let file = current.publishedFile else { return }
        self.file = file
        limits = current.limits
        knownSummary = current.summary
        list = nil
    }
}
