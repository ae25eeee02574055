using System.Text.Json.Serialization;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Templates;

/// <summary>A field that a template declares.</summary>
/// <param name="Name">As users write it.</param>
/// <param name="Type">What it takes.</param>
/// <param name="IsRequired">True when it has neither a default nor <c>optional: true</c>.</param>
/// <param name="Default">Taken when it is left out, as written; nothing (a scalar <c>null</c>) for none.</param>
/// <param name="Description">For people and editors; stays with whoever read the template.</param>
internal sealed record TemplateField(string Name, TemplateType Type, bool IsRequired, Node Default, [property: JsonIgnore] string Description = "");
