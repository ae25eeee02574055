namespace Ketrew.Sdk.Protocol;

/// <summary>The codes of problems that are found where a stanza is expanded.</summary>
internal static class SdkCodes
{
    /// <summary>A field that the stanza needs is missing.</summary>
    public const string MissingField = "KS001";

    /// <summary>A field that the stanza doesn't have.</summary>
    public const string UnknownField = "KS002";

    /// <summary>A value that isn't what the field takes.</summary>
    public const string WrongValue = "KS003";

    /// <summary>An error that the plugin reported.</summary>
    public const string Plugin = "KS004";

    /// <summary>A warning that the plugin reported.</summary>
    public const string PluginWarning = "KS005";

    /// <summary>An expression or statement of a template that can't be read.</summary>
    public const string TemplateSyntax = "KE400";

    /// <summary>A template that makes no sense for the fields it was given, or does too much.</summary>
    public const string TemplateFailure = "KE401";
}
