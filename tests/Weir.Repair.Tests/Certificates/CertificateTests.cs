using System.Text.Json;
using Weir.Training;

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
    [Theory]
    [InlineData("1", "an earlier version (1; this is 2). Remove the folder and repair again")]
    [InlineData("3", "a later version (3; this is 2). Read it with")]
    [InlineData("\"two\"", "the certificate is damaged")]
    [InlineData(null, "the certificate is damaged")]
    public void A_certificate_of_another_version_is_refused_as_that_and_not_as_damaged(string? version, string told)
    {
        using Folder folder = new();
        File.WriteAllText(folder["repair.json"], version is null ? "{}" : $"{{\"version\": {version}}}");
        Should.Throw<RunException>(() => Certificate.Read(folder["repair.json"])).Message.ShouldContain(told);
    }
}
