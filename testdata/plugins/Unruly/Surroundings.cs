using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Unruly;

/// <summary>Depends on what it never asked for, each field in another way.</summary>
[Stanza("careless")]
public sealed class CarelessStanza : Stanza<CarelessStanza.Fields>
{
    public sealed record Fields(string? Printed = null, string? Read = null, bool Hour = false, PlatformFacet? Platform = null);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        string description = fields switch
        {
            { Printed: { } number } => double.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.CurrentCulture),
            { Read: { } number } => double.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture) > 0 ? "positive" : "zero",
            { Hour: true } => TimeZoneInfo.Local.BaseUtcOffset.ToString("c", CultureInfo.InvariantCulture),
            { Platform: { } facet } => context.Platform(facet),
            _ => "careful",
        };
        context.Emit(new TargetStanza("t") { Run = "true", Description = description });
    }
}
