namespace Weir.Pages.Tests.Digests;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("a|b", @"a\|b")]
    [InlineData("<script>`x`[y]\\\nz", @"\<script\>\`x\`\[y\]\\ z")]
    [InlineData("turned\u202Eback\u001b[31m", "turned\uFFFDback\uFFFD\\[31m")]
    public void A_text_is_one_line_and_no_markup(string text, string safe) => MarkdownText.Safe(text).ShouldBe(safe);

    [Theory]
    [InlineData("<script>]]>", "`<script>]]>`")]
    [InlineData("a|b`c", @"`a\|b'c`")]
    public void A_name_as_code_has_no_escapes_but_that_of_a_cells_bar(string name, string code) => MarkdownText.Code(name).ShouldBe(code);

    [Theory]
    [InlineData("Try `weight: [he-normal]` in <all>.", @"Try `weight: [he-normal]` in \<all\>.")]
    [InlineData("one ` alone", @"one \` alone")]
    public void Code_within_a_sentence_stays_code(string text, string markdown) => MarkdownText.Sentence(text).ShouldBe(markdown);
}
