namespace Ketrew.Sdk.Backends;

/// <summary>One run of one project, unique on a machine: a project's state has a random identity, its runs are counted.</summary>
/// <param name="Project">The identity of the project's state; survives moving the project.</param>
/// <param name="Number">1 for the first run.</param>
public readonly record struct RunId(string Project, int Number)
{
    /// <summary><c>project:number</c>, as jobs see it in <c>KETREW_RUN</c>.</summary>
    public override string ToString() => $"{Project}:{Number}";
}
