using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace Ketrew.Sdk.Tests;

public class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly _sdk = typeof(Stanza).Assembly;

    [Fact]
    public async Task The_public_api_changes_on_purpose_only()
    {
        StringBuilder api = new();
        foreach (Type type in _sdk.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            api.AppendLine(Describe(type));
            foreach (string member in Members(type).Select(member => $"  {member}{Accessors(member)}").Order(StringComparer.Ordinal))
            {
                api.AppendLine(member);
            }
        }

        await Verify(api.ToString());
    }

    [Fact]
    public void Every_public_type_and_member_is_documented()
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(_sdk.Location, ".xml"));
        HashSet<string> documented = [.. documentation.Descendants("member").Select(member => Undecorated(member.Attribute("name")!.Value))];

        IEnumerable<string> wanted = _sdk.GetExportedTypes().SelectMany(type => Members(type).Where(IsWritten).Select(NameOf).Prepend($"T:{NameOf(type)}"));

        Assert.Empty(wanted.Where(name => !documented.Contains(name)).Distinct());
    }

    // What the compiler writes into records has no comment, and properties and events speak for their accessors.
    private static IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared)
        .Where(IsVisible)
        .Where(member => member is not MethodBase method || !method.IsSpecialName || method is ConstructorInfo || method.Name.StartsWith("op_", StringComparison.Ordinal))
        .Where(member => member is not Type && member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
        .Where(member => member.Name is not ("value__" or "PrintMembers" or "<Clone>$"));

    private static string Accessors(MemberInfo member) => member is not PropertyInfo property ? ""
        : $" {{{(property.CanRead ? " get;" : "")}{(property.SetMethod is not { } setter || !IsVisible(setter) ? "" : IsInit(setter) ? " init;" : " set;")} }}";

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    // A constructor of a primary parameter list is documented by the type.
    private static bool IsWritten(MemberInfo member) =>
        member is not ConstructorInfo && member is not PropertyInfo { DeclaringType.IsGenericType: true }
        && !(member is PropertyInfo property && IsPositional(property))
        && !(member.DeclaringType!.IsSubclassOf(typeof(Delegate)));

    private static bool IsPositional(PropertyInfo property) => property.DeclaringType!.GetConstructors(Declared)
        .Any(constructor => constructor.GetParameters().Any(parameter => parameter.Name == property.Name));

    private static string NameOf(MemberInfo member) => member switch
    {
        PropertyInfo => $"P:{NameOf(member.DeclaringType!)}.{(member.Name == "Item" ? "Item" : member.Name)}",
        FieldInfo => $"F:{NameOf(member.DeclaringType!)}.{member.Name}",
        _ => $"M:{NameOf(member.DeclaringType!)}.{member.Name}",
    };

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Undecorated(string name)
    {
        int end = name.IndexOf('(', StringComparison.Ordinal);
        string plain = end < 0 ? name : name[..end];
        int generic = plain.IndexOf("``", StringComparison.Ordinal);
        return generic < 0 ? plain : plain[..generic];
    }

    private static string Describe(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsSealed && type.IsAbstract ? "static class"
            : type.IsSealed ? "sealed class" : type.IsAbstract ? "abstract class" : "class";
        string parent = type.BaseType is { } of && of != typeof(object) && of != typeof(ValueType) && of != typeof(Enum) ? $" : {of}" : "";
        return $"{kind} {type}{parent}";
    }
}
