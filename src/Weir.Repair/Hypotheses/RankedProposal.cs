using Weir.Diagnosis;

namespace Weir.Repair;

/// <summary>A proposal with what makes it promising.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Weight">How promising it is: 0 or more.</param>
/// <param name="Cause">The finding whose cause it would mend; null where no finding speaks for it.</param>
internal sealed record RankedProposal(Proposal Proposal, double Weight, Finding? Cause);
