using System.CommandLine;
using Ketrew.Expander.Packages;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>--version RANGE</c> of a package.</summary>
internal sealed class RangeOption : Option<string?>
{
    public RangeOption(string description)
        : base("--version")
    {
        Description = description;
        HelpName = "RANGE";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !VersionRange.TryParse(text, out _, out string? hint))
            {
                result.AddError($"`{text}` is no range of versions: {hint}");
            }
        });
    }

    /// <summary>What was typed; any version when nothing was.</summary>
    public VersionRange Read(ParseResult parsed) =>
        parsed.GetValue(this) is { } text && VersionRange.TryParse(text, out VersionRange? range, out _) ? range : VersionRange.Any;
}
