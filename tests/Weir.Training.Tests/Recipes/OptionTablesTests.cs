namespace Weir.Training.Tests;

public sealed class OptionTablesTests
{
    [Fact]
    public void The_page_of_options_is_what_the_parts_declare()
    {
        string page = Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", "options.md");
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_PAGES") == "1")
            File.WriteAllText(page, OptionTables.Write());
        File.ReadAllText(page).ReplaceLineEndings("\n").ShouldBe(OptionTables.Write());
    }

    [Fact]
    public void Parts_of_ones_own_stand_in_the_tables_too() =>
        OptionTables.Write(Registry.OwnParts.Registry)
            .ShouldContain("| `momentum` | The share of the mean gradient that is kept | in [0, 1) | 0.9 |");
}
