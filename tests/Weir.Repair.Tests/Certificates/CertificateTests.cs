using System.Text.Json;

namespace Weir.Repair.Tests.Certificates;

public class CertificateTests
{
    [Theory]
    [InlineData("summary")]
    [InlineData("why")]
    [InlineData("source")]
    public void A_change_that_lacks_a_part_is_damage_and_never_an_empty_place(string part)
    {
        AppliedChange change = new("activation", "activation-relu", "sigmoid → relu", "its slope is 1", "Glorot et al., 2011");
        string whole = JsonSerializer.Serialize(change, RepairJson.Default.AppliedChange);
        JsonSerializer.Deserialize(whole, RepairJson.Default.AppliedChange).ShouldBe(change);
        string lacking = whole.Replace($"\"{part}\"", "\"other\"", StringComparison.Ordinal);
        JsonException error = Should.Throw<JsonException>(() => JsonSerializer.Deserialize(lacking, RepairJson.Default.AppliedChange));
        error.Message.ShouldContain(part);
    }
}
