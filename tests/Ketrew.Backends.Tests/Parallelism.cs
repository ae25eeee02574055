// Most of these tests wait: for schedulers, for polls, for what is granted to those who shall end. Two of them at a time leave the machine idle.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
