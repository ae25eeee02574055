namespace Ketrew.Sdk.Templates;

/// <summary>A template stanza as the plugin host is given it. It knows no file and no line: places are numbers, which whoever read the file turns into today's lines.
/// So an edit above a definition changes nothing.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Fields">What a user may write below the name, in the order declared.</param>
/// <param name="Script">Statements that run before everything else; null for none.</param>
/// <param name="Expand">What the stanza stands for: a list of stanzas.</param>
internal sealed record TemplateDefinition(string Name, TemplateField[] Fields, TemplateText? Script, TemplateNode Expand)
{
    /// <summary>What is asked for instead of a stanza to learn whether all texts of the template can be read. No stanza has that name.</summary>
    public const string Check = "";

    /// <summary>The version of the template language; part of what tells templates apart.</summary>
    public const string LanguageVersion = "1";
}

/// <summary>Statements, or an expression without braces.</summary>
/// <param name="Place">The number of the scalar that holds it.</param>
/// <param name="Offset">Where it begins in that scalar.</param>
/// <param name="Source">The text.</param>
internal sealed record TemplateText(int Place, int Offset, string Source);
