// Some tests read the clock, the processor time of the whole process, or use two threads themselves: others beside them
// would only disturb.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
