using System.CommandLine;
using Ketrew.Expander.Hosting;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>--require-sandbox LEVEL</c>: how far plugins must be kept from the machine.</summary>
internal sealed class SandboxOption : Option<string?>
{
    private static readonly string[] _levels = [.. Enum.GetValues<SandboxLevel>().Select(level => level.ToString("D"))];

    public SandboxOption()
        : base("--require-sandbox")
    {
        Description = "Use nothing from plugins in a weaker sandbox than this: 0 to 3";
        HelpName = "LEVEL";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !_levels.Contains(text))
            {
                result.AddError($"`{text}` is no sandbox level: write a number from {_levels[0]} to {_levels[^1]}");
            }
        });
    }

    /// <summary>What was typed; the lowest level when nothing was.</summary>
    public SandboxLevel Read(ParseResult parsed) => (SandboxLevel)Array.IndexOf(_levels, parsed.GetValue(this) ?? _levels[0]);
}
