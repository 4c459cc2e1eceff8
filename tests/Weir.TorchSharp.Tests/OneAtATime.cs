// All of libtorch draws from one random state.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
