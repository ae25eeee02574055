namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Something about a project that its owner should know.</summary>
/// <param name="Message">One sentence, as users read it.</param>
/// <param name="Hint">Something to type; null when there is nothing.</param>
/// <param name="IsError">Whether it keeps the solution from being built.</param>
internal sealed record ProjectProblem(string Message, string? Hint, bool IsError);
