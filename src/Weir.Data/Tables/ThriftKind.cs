namespace Weir.Data;

/// <summary>The kinds of values in Thrift's compact protocol, by their numbers in it.</summary>
internal enum ThriftKind
{
    Stop,
    True,
    False,
    Byte,
    Int16,
    Int32,
    Int64,
    Double,
    Binary,
    List,
    Set,
    Map,
    Struct,
    Uuid,
}
