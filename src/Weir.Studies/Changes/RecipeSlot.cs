using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>A place of a recipe that a path leads to: a key of a group, which may not be there yet, or an entry of a list.</summary>
internal abstract record RecipeSlot
{
    /// <summary>What stands there; null where nothing does.</summary>
    public abstract YamlNode? Value { get; }

    /// <summary>Puts something there.</summary>
    public abstract void Set(YamlNode value);

    /// <summary>Takes away what is there.</summary>
    public abstract void Remove();

    /// <summary>A key of a group.</summary>
    internal sealed record Key(YamlMappingNode Group, string Name) : RecipeSlot
    {
        private readonly YamlScalarNode _key = new(Name);

        /// <summary>The key that stands in the group if this slot has put it there.</summary>
        public YamlNode KeyNode => _key;

        public override YamlNode? Value => Group.Children.TryGetValue(_key, out YamlNode? value) ? value : null;

        public override void Set(YamlNode value) => Group.Children[_key] = value;

        public override void Remove() => Group.Children.Remove(_key);
    }

    /// <summary>An entry of a list. It is found by what it is, so that others may come and go.</summary>
    internal sealed record Entry(YamlSequenceNode List, YamlNode Node) : RecipeSlot
    {
        /// <summary>Its place in the list now, from 0.</summary>
        public int Index => List.Children.Select((node, index) => (node, index)).First(pair => ReferenceEquals(pair.node, Node)).index;

        public override YamlNode Value => Node;

        public override void Set(YamlNode value) => List.Children[Index] = value;

        public override void Remove() => List.Children.RemoveAt(Index);
    }
}
