using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Where the files of one project are here and on a host.</summary>
/// <param name="project">Absolute path of the project here.</param>
/// <param name="root">Absolute path, on the host, of the directory that holds the copy: its tree, and logs.</param>
internal sealed class CopyPaths(string project, string root)
{
    /// <summary>What paths of the project's own files begin with, relative to <see cref="Root"/>.</summary>
    public const string TreePrefix = "./tree";

    /// <summary>Absolute, on the host.</summary>
    public string Root => root;

    /// <summary>Absolute path, here, of the project.</summary>
    public string Project => project;

    /// <summary>Absolute path, on the host, of the copy.</summary>
    public string Tree => $"{root}/tree";

    /// <summary>A path of the project, relative to <see cref="Root"/>.</summary>
    public static string Of(ProjectPath path) => path.IsRoot ? TreePrefix : $"{TreePrefix}/{path.Value}";

    /// <summary>The log of an attempt, relative to <see cref="Root"/>.</summary>
    public static string LogOf(AttemptId id) => string.Create(CultureInfo.InvariantCulture, $"./logs/{id.Run.Project}/{id.Run.Number}/{id.Target.ToFileName()}/{id.Number}");

    /// <summary>A path of this machine, as the host has it: outside the project it is the same.</summary>
    public string ToHost(string path) => IsInProject(path) ? Tree + path[project.Length..] : path;

    /// <summary>The path of the host as this machine has it: outside the copy it is the same.</summary>
    public string FromHost(string path) => path == Tree || path.StartsWith(Tree + '/', StringComparison.Ordinal) ? project + path[Tree.Length..] : path;

    /// <summary>True for the project and what is in it.</summary>
    public bool IsInProject(string path) => path == project || path.StartsWith(project + '/', StringComparison.Ordinal);

    /// <summary>The part of the project that an absolute path of this machine means; null outside of it.</summary>
    public ProjectPath? Relative(string? path) =>
        path is null || !IsInProject(path) ? (ProjectPath?)null : path == project ? ProjectPath.Root : ProjectPath.Parse(path[(project.Length + 1)..]);

    /// <summary>Where something of the copy is here.</summary>
    /// <param name="relative">Begins with <see cref="TreePrefix"/>.</param>
    public string Local(string relative) => project + relative[TreePrefix.Length..];
}
