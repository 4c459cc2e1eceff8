using System.Reflection;
using System.Xml.Linq;

namespace Weir.Architecture.Tests;

/// <summary>What the comments of the code say of a property or a parameter that has a default.</summary>
/// <param name="Name">Its name, with the type's.</param>
/// <param name="Text">What is said, without mark-up.</param>
/// <param name="Default">The default that is declared.</param>
/// <param name="Property">The property; null for a parameter.</param>
internal sealed record DocumentedMember(string Name, string Text, object? Default, PropertyInfo? Property)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All of them in the projects under <c>src</c>.</summary>
    public static IReadOnlyList<DocumentedMember> All { get; } = [.. House.Projects.SelectMany(Of)];

    private static IEnumerable<DocumentedMember> Of(string project)
    {
        Assembly assembly = Assembly.Load(new AssemblyName(project == "Weir.Cli" ? "weir" : project));
        string comments = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        foreach (XElement member in XDocument.Load(comments).Descendants("member"))
        {
            string id = member.Attribute("name")!.Value;
            string name = id[2..].Split('(')[0];
            IEnumerable<DocumentedMember> found = id[0] switch
            {
                'P' => OfProperty(assembly, name, member),
                'M' => Parameters(assembly, name, member),
                _ => [],
            };
            foreach (DocumentedMember each in found)
                yield return each;
        }
    }

    private static IEnumerable<DocumentedMember> OfProperty(Assembly assembly, string name, XElement member)
    {
        int dot = name.LastIndexOf('.');
        if (assembly.GetType(name[..dot].Replace('{', '<')) is not { IsAbstract: false, IsGenericTypeDefinition: false } type
            || type.GetProperty(name[(dot + 1)..], Declared) is not { CanWrite: true, GetMethod.IsStatic: false } property
            || Fresh(type) is not { } fresh || TextOf(member.Element("summary")) is not { } text)
            return [];
        try
        {
            return [new DocumentedMember(name, text, property.GetValue(fresh), property)];
        }
        catch (TargetInvocationException)
        {
            // It is worked out of what must be given.
            return [];
        }
    }

    /// <summary>An object as a caller gets it who gives nothing; null where it needs something.</summary>
    private static object? Fresh(Type type) =>
        type.GetConstructors().FirstOrDefault(each => each.GetParameters().All(parameter => parameter.HasDefaultValue)) is { } constructor
            ? constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)])
            : null;

    private static IEnumerable<DocumentedMember> Parameters(Assembly assembly, string name, XElement member)
    {
        int dot = name.LastIndexOf('.');
        string own = name[(dot + 1)..].Split('`')[0];
        string[] told = [.. member.Elements("param").Select(each => each.Attribute("name")!.Value)];
        string owner = name[..dot].TrimEnd('.');
        if (told.Length == 0 || assembly.GetType(owner) is not { } type)
            return [];
        IEnumerable<MethodBase> methods = own == "#ctor" ? type.GetConstructors(Declared)
            : type.GetMethods(Declared).Where(method => method.Name == own);
        ParameterInfo[]? parameters = methods.Select(method => method.GetParameters())
            .FirstOrDefault(each => each.Select(parameter => parameter.Name).SequenceEqual(told));
        return parameters is null ? []
            : [.. parameters.Zip(member.Elements("param")).Where(pair => pair.First.HasDefaultValue && TextOf(pair.Second) is not null)
                .Select(pair => new DocumentedMember($"{name}({pair.First.Name})", TextOf(pair.Second)!, DefaultOf(pair.First), null))];
    }

    private static object? DefaultOf(ParameterInfo parameter) => parameter.DefaultValue is { } value && parameter.ParameterType.IsEnum
        ? Enum.ToObject(parameter.ParameterType, value) : parameter.DefaultValue;

    private static string? TextOf(XElement? element) => element is null ? null
        : string.Join(' ', string.Concat(element.Nodes().Select(Words)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Words(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" or "seealso" } link =>
            (link.Attribute("cref") ?? link.Attribute("langword") ?? link.Attribute("name"))?.Value.Split('.', ':').Last() ?? "",
        XElement inner => string.Concat(inner.Nodes().Select(Words)),
        _ => "",
    };
}
