using Ketrew.Sdk;
using Ketrew.Stanzas.DotNet.Markup;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Reads a project and what it imports, in MSBuild's order.</summary>
internal sealed class ProjectEvaluation
{
    // Says nothing to the reader of conditions, so that whatever stands below it is uncertain.
    private const string OnlyMSBuildKnows = "?";

    private static readonly HashSet<string> _groups = new(StringComparer.Ordinal)
    {
        "PropertyGroup", "ItemGroup", "ImportGroup", "Choose", "When", "Otherwise", "Target",
    };

    private readonly BuildFileReader _reader;
    private readonly ProjectPath _project;
    private readonly ConditionReader _conditions;
    private readonly List<PendingItem> _pending = [];
    private readonly List<ProjectPath> _files = [];

    private ProjectEvaluation(ProjectPath project, IEnumerable<KeyValuePair<string, string>> globals, BuildFileReader reader)
    {
        _reader = reader;
        _project = project;
        Properties = new PropertyTable(project, globals, reader);
        _conditions = new ConditionReader(Properties, reader, project.Parent);
    }

    /// <summary>The properties after the last file.</summary>
    public PropertyTable Properties { get; }

    /// <summary>The files that were read, each once.</summary>
    public IReadOnlyList<ProjectPath> Files => _files;

    /// <summary>The items, in the order of the files.</summary>
    public IReadOnlyList<BuildItem> Items { get; private set; } = [];

    /// <summary>The attributes of the project's root element.</summary>
    public string Sdk { get; private set; } = "";

    /// <summary>Reads a project that exists.</summary>
    /// <param name="project">Its file.</param>
    /// <param name="globals">Properties that the command line sets: no file can change them.</param>
    /// <param name="reader">Asks for the files.</param>
    public static ProjectEvaluation Of(ProjectPath project, IEnumerable<KeyValuePair<string, string>> globals, BuildFileReader reader)
    {
        ProjectEvaluation evaluation = new(project, globals, reader);
        evaluation.ReadAbove("Directory.Build.props");
        evaluation.Read(project);
        evaluation.ReadAbove("Directory.Build.targets");
        evaluation.Items = [.. evaluation._pending.SelectMany(evaluation.Evaluate)];
        return evaluation;
    }

    private void ReadAbove(string name)
    {
        if (_reader.FindAbove(_project.Parent, name) is { } path)
        {
            Read(path);
        }
    }

    private void Read(ProjectPath path)
    {
        if (_files.Contains(path) || _reader.TryRead(path) is not { } file)
        {
            return;
        }

        _files.Add(path);
        List<(string Name, string Condition)> around = [];
        foreach (MarkupTag tag in file.Tags)
        {
            Properties.Enter(path);
            Take(tag, path, around);
        }
    }

    private void Take(MarkupTag tag, ProjectPath path, List<(string Name, string Condition)> around)
    {
        if (_groups.Contains(tag.Name))
        {
            EnterOrLeave(tag, around);
        }
        else if (tag.Kind == TagKind.Closing)
        {
            // Only groups matter as a whole.
        }
        else if (tag.Name == "Project" && path == _project)
        {
            Sdk = tag["Sdk"];
        }
        else if (tag.Name == "Import" && tag["Sdk"].Length == 0)
        {
            Import(tag["Project"], Decide(around, tag));
        }
        else if (around is [.., ("PropertyGroup", _)] && !around.Exists(group => group.Name == "Target"))
        {
            Truth condition = around.Select(group => _conditions.Decide(group.Condition)).Append(_conditions.DecideAssignment(tag.Name, tag["Condition"])).Min();
            Properties.Assign(tag.Name, tag.Text, condition);
        }
        else if (around is [.., ("ItemGroup", _)])
        {
            _pending.Add(new PendingItem(tag, path, [.. around.Select(group => group.Condition), tag["Condition"]]));
        }
    }

    private static void EnterOrLeave(MarkupTag tag, List<(string Name, string Condition)> around)
    {
        if (tag.Kind == TagKind.Opening)
        {
            around.Add((tag.Name, tag.Name is "Target" or "Otherwise" ? OnlyMSBuildKnows : tag["Condition"]));
        }
        else if (tag.Kind == TagKind.Closing && around.FindLastIndex(group => group.Name == tag.Name) is >= 0 and int index)
        {
            around.RemoveRange(index, around.Count - index);
        }
    }

    private Truth Decide(List<(string Name, string Condition)> around, MarkupTag tag) =>
        around.Select(group => group.Condition).Append(tag["Condition"]).Min(_conditions.Decide);

    // An import that may or may not happen counts: what it holds is then an input too many, not one too few.
    private void Import(string project, Truth condition)
    {
        if (condition == Truth.No || Properties.Expand(project) is not { Length: > 0 } expanded)
        {
            return;
        }

        ProjectPath directory = _files[^1].Parent;
        if (Properties["MSBuildThisFileDirectory"] is { } here && PropertyTable.TryLocate(here, ProjectPath.Root, out ProjectPath place))
        {
            directory = place;
        }

        foreach (ProjectPath path in new ItemPattern(expanded, directory).Find(_reader))
        {
            Read(path);
        }
    }

    private IEnumerable<BuildItem> Evaluate(PendingItem pending)
    {
        Properties.Enter(pending.File);
        Truth condition = pending.Conditions.Min(_conditions.Decide);
        string include = pending.Tag.Name == "HintPath" ? pending.Tag.Text : pending.Tag["Include"];
        if (condition == Truth.No || (include.Length == 0 && pending.Tag["Remove"].Length == 0))
        {
            return [];
        }

        return
        [
            new BuildItem(
                pending.Tag.Name, Properties.Expand(include), Properties.Expand(pending.Tag["Exclude"]), Properties.Expand(pending.Tag["Remove"]), condition == Truth.Yes, pending.File, include),
        ];
    }
}
