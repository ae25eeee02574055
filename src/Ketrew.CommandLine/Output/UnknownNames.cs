using Ketrew.Engine.Storage;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Output;

/// <summary>What is said to who names something that the state doesn't know.</summary>
internal static class UnknownNames
{
    /// <summary>No target of that id ever ran.</summary>
    public static InputException Target(string id, StateQueries queries)
    {
        string? nearest = NearestName.Of(id, queries.Statuses().Select(status => status.Target.Value));
        return new InputException($"`{id}` never ran", nearest is null ? "ketrew status --all" : $"did you mean `{nearest}`?");
    }

    /// <summary>There was no run of that number.</summary>
    public static InputException Run(int run) => new($"there is no run `{run}`", "ketrew history");
}
