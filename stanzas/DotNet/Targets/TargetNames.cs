using Ketrew.Sdk;
using Ketrew.Stanzas.DotNet.Projects;

namespace Ketrew.Stanzas.DotNet.Targets;

/// <summary>The names of targets: short where projects have different names, with their directories where not.</summary>
internal sealed class TargetNames
{
    private const string Forbidden = " :/\\*?[]{}!\"'`$&|;<>()#";

    private readonly Dictionary<ProjectPath, string> _names = [];
    private readonly string _prefix;

    public TargetNames(string prefix, IEnumerable<DotNetProject> projects)
    {
        _prefix = prefix.Length == 0 ? "" : $"{prefix}-";
        foreach (IGrouping<string, DotNetProject> group in projects.GroupBy(project => Allowed(project.Name)))
        {
            foreach (DotNetProject project in group)
            {
                _names[project.File] = group.Count() == 1 ? group.Key : Allowed(project.File.Value.Replace('/', '.'));
            }
        }
    }

    /// <summary>The name of a target that is about the solution.</summary>
    public string Of(string work) => $"{_prefix}{work}";

    /// <summary>The name of a target that is about a project.</summary>
    public string Of(string work, DotNetProject project) => $"{_prefix}{work}-{Of(project)}";

    /// <summary>A word for a project that no other one has.</summary>
    public string Of(DotNetProject project) => _names[project.File];

    private static string Allowed(string text) => string.Concat(text.Select(character => Forbidden.Contains(character, StringComparison.Ordinal) || char.IsControl(character) ? '_' : character));
}
