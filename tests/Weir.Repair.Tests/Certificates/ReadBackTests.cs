using System.Reflection;

namespace Weir.Repair.Tests.Certificates;

/// <summary>What is left out of a file where nothing is known is not asked for when it is read.</summary>
public sealed class ReadBackTests
{
    [Fact]
    public void What_may_be_missing_has_a_default()
    {
        Type[] records = [.. Parts(typeof(Certificate)).Union(Parts(typeof(TrialFile)))];
        records.ShouldContain(typeof(GivenRun));
        NullabilityInfoContext nullability = new();
        records.SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => nullability.Create(parameter).WriteState == NullabilityState.Nullable && !parameter.HasDefaultValue
                && parameter.ParameterType != parameter.Member.DeclaringType)
            .Select(parameter => $"{parameter.Member.DeclaringType!.Name}.{parameter.Name}").ShouldBeEmpty();
    }

    /// <summary>A type of the library and all that its properties hold.</summary>
    private static HashSet<Type> Parts(Type root)
    {
        HashSet<Type> found = [], seen = [];
        Stack<Type> open = new([root]);
        while (open.TryPop(out Type? type))
        {
            if (!seen.Add(type))
                continue;
            foreach (Type part in type.GetGenericArguments())
                open.Push(part);
            if (type.GetElementType() is { } element)
                open.Push(element);
            if (type.Assembly != root.Assembly)
                continue;
            found.Add(type);
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                open.Push(property.PropertyType);
        }

        return found;
    }
}
