using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Planning;

/// <summary>What a graph is made of, before its order is known.</summary>
internal sealed record GraphParts(
    Target[] Targets,
    Dictionary<string, int> Indexes,
    FileIndex Files,
    Adjacency Inputs,
    Adjacency Outputs,
    OutputOwners Owners,
    Adjacency Needs,
    Adjacency OnSuccess,
    Adjacency OnFailure,
    int[] Twins,
    PoolBook Pools,
    ValueList<int> Defaults);
