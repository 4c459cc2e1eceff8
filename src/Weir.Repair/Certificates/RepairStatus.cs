namespace Weir.Repair;

/// <summary>What a repair has come to.</summary>
public enum RepairStatus
{
    /// <summary>The recipe trains as it is, and was left as it is.</summary>
    Healthy,

    /// <summary>A changed recipe is better, which was proved.</summary>
    Repaired,

    /// <summary>Nothing that was tried could be proved to be better.</summary>
    NotRepaired,

    /// <summary>The data is at fault, which no change of a recipe mends.</summary>
    DataFault,
}
