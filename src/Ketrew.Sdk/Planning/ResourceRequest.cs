namespace Ketrew.Sdk.Planning;

/// <summary>What an attempt asks of the machine that runs it; zero and null mean whatever is usual there.</summary>
/// <param name="Cpus">Processors, on one machine.</param>
/// <param name="MemoryBytes">Memory of all its processes together.</param>
/// <param name="Gpus">Graphics processors.</param>
/// <param name="Time">How long it runs at most; who runs it may end it then.</param>
public readonly record struct ResourceRequest(int Cpus = 0, long MemoryBytes = 0, int Gpus = 0, TimeSpan? Time = null);
