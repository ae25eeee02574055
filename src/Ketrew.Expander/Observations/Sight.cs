namespace Ketrew.Expander.Observations;

/// <summary>What an expansion is about to see of the surroundings.</summary>
public enum Sight
{
    /// <summary>The content of a file, links followed; or that there is none.</summary>
    File,

    /// <summary>Likewise, of a file of which only answers are used: each of them is told, too.</summary>
    Content,

    /// <summary>What one name stands for, and where a link leads; or that nothing has it.</summary>
    Name,

    /// <summary>The names in a directory, and what they stand for.</summary>
    Names,

    /// <summary>The value of a variable of the environment, or that it is unset.</summary>
    Variable,

    /// <summary>Something that no path tells: what a tool printed, what a target wrote, where a package is.</summary>
    Other,
}
