using System.CommandLine;
using System.Globalization;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>--run ID</c>: one of the runs that <c>ketrew history</c> lists.</summary>
internal sealed class RunOption : Option<int?>
{
    public RunOption(string description)
        : base("--run")
    {
        Description = description;
        HelpName = "ID";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var run }] && !int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"`{run}` is no run: a number that `ketrew history` lists");
            }
        });
    }

    /// <summary>The run that was named, or the latest; null when there was none yet.</summary>
    /// <exception cref="InputException">There was no run of that number.</exception>
    public RunRecord? Find(ParseResult parsed, StateQueries queries) => parsed.GetValue(this) is { } run
        ? queries.Run(run) ?? throw UnknownNames.Run(run)
        : queries.Runs(1) is [var last] ? last : null;
}
