using System.CommandLine;
using Ketrew.CommandLine.Plugins;
using Ketrew.Expander.Packages;

namespace Ketrew.CommandLine.Verbs;

/// <summary>The options that say which prefix a verb changes.</summary>
internal sealed class PrefixOptions
{
    private readonly Option<string?> _prefix = new("--prefix") { Description = "The prefix: a directory that may be moved afterwards", HelpName = "DIR" };
    private readonly Option<bool> _user = new("--user") { Description = "Your own prefix, for all projects (default outside of a project)" };

    /// <summary>Lets a verb take them.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_prefix);
        verb.Add(_user);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(_user) && result.GetValue(_prefix) is not null)
            {
                result.AddError("`--prefix` and `--user` exclude each other");
            }
        });
    }

    /// <summary>The prefix that is meant: without options the project's, or the person's outside of a project.</summary>
    public PackagePrefix Choose(ParseResult parsed, PackagePlaces places) => places.Choose(parsed.GetValue(_prefix), parsed.GetValue(_user));
}
