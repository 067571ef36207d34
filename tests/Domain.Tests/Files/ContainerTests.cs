using System.Text;
using HoiQC.Domain.Files;

namespace HoiQC.Domain.Tests.Files;

public sealed class ContainerTests
{
    private const long Size = 10_000;

    private static string Types(string part, string type) =>
        $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="{type}"/></Types>""";

    private static (FileKind? Kind, string? Advice) Office(string types, params string[] names) => Container.Tell(names.ToHashSet(StringComparer.Ordinal), Encoding.UTF8.GetBytes(types), null);

    [Fact]
    public void Office_says_its_kind_by_the_type_of_its_main_part()
    {
        Assert.Equal((FileKind.Docx, null), Office(Types("/word/document.xml", FileKind.Docx.MediaType + ".main+xml"), "word/document.xml"));
        Assert.Equal((FileKind.Docx, null), Office(Types("/word/document2.xml", FileKind.Docx.MediaType + ".main+xml"), "word/document2.xml"));
        Assert.Equal((FileKind.Xlsx, null), Office(Types("/xl/workbook.xml", FileKind.Xlsx.MediaType + ".main+xml"), "xl/workbook.xml"));
        Assert.Equal((FileKind.Pptx, null), Office(Types("/ppt/presentation.xml", FileKind.Pptx.MediaType + ".main+xml"), "ppt/presentation.xml"));
    }

    [Theory]
    [InlineData("application/vnd.oasis.opendocument.text")]
    [InlineData("application/vnd.oasis.opendocument.spreadsheet")]
    public void OpenDocument_says_it_in_its_first_entry(string type) =>
        Assert.Equal(type, Container.Tell(new HashSet<string>(StringComparer.Ordinal) { "mimetype", "content.xml", "META-INF/manifest.xml" }, null, type).Kind!.MediaType);

    [Fact]
    public void A_container_without_its_main_part_is_broken()
    {
        Assert.Equal(Container.Broken, Office(Types("/word/document.xml", FileKind.Docx.MediaType + ".main+xml"), "word/styles.xml").Advice);
        Assert.Equal(Container.Broken, Office("<Types", "word/document.xml").Advice);
        Assert.Equal(Container.Broken, Container.Tell(new HashSet<string>(StringComparer.Ordinal) { "mimetype" }, null, FileKind.Odt.MediaType).Advice);
    }

    [Fact]
    public void An_entity_in_the_list_of_parts_is_not_read() =>
        Assert.Equal(Container.Broken, Office("<!DOCTYPE Types [<!ENTITY a \"aaaaaaaaaa\">]><Types>&a;</Types>", "word/document.xml").Advice);

    [Fact]
    public void Any_other_archive_is_refused() =>
        Assert.Contains("giải nén", Container.Tell(new HashSet<string>(StringComparer.Ordinal) { "báo cáo.pdf" }, null, null).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData("application/vnd.ms-word.document.macroEnabled.main+xml", "/word/document.xml")]
    [InlineData("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "/xl/workbook.xml")]
    [InlineData("application/vnd.ms-office.vbaProject", "/word/hidden.bin")]
    public void A_part_that_is_a_macro_is_refused_whatever_it_is_called(string type, string part) =>
        Assert.Contains("(macro)", Office(Types(part, type), "word/document.xml").Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData("word/vbaProject.bin")]
    [InlineData("xl/VBAPROJECT.BIN")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    [InlineData("word/activeX/activeX1.bin")]
    [InlineData("Basic/Standard/Module1.xml")]
    [InlineData("Scripts/python/a.py")]
    public void An_entry_that_is_a_macro_is_refused(string name) => Assert.Contains("(macro)", Container.Check([new(name, 10, false)], Size), StringComparison.Ordinal);

    [Theory]
    [InlineData("../evil.xml")]
    [InlineData("word/../../evil.xml")]
    [InlineData("/etc/passwd")]
    [InlineData("C:evil.xml")]
    [InlineData("word\\document.xml")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void An_entry_that_leads_out_of_its_container_is_refused(string name) => Assert.Equal(Container.Broken, Container.Check([new(name, 10, false)], Size));

    [Fact]
    public void A_name_twice_is_refused() => Assert.Equal(Container.Broken, Container.Check([new("word/document.xml", 1, false), new("WORD/document.xml", 1, false)], Size));

    [Fact]
    public void A_password_is_refused() => Assert.Contains("mật khẩu", Container.Check([new("content.xml", 1, true)], Size), StringComparison.Ordinal);

    [Fact]
    public void What_declares_too_much_is_refused_before_it_is_unpacked()
    {
        Assert.Null(Container.Check([new("a", Size * 60, false), new("b", Size * 40, false)], Size));
        Assert.Equal(Container.TooMuch, Container.Check([new("a", Size * 60, false), new("b", (Size * 40) + 1, false)], Size));
        Assert.Equal(Container.TooMuch, Container.Check([new("a", long.MaxValue, false), new("b", long.MaxValue, false)], Size));
        Assert.Equal(Container.TooMuch, Container.Check([new("a", -1, false)], Size));
        Assert.Equal(Container.TooMuch, Container.Check([new("a", Container.LargestUnpacked + 1, false)], FileLimits.Largest));
        Assert.Equal(Container.TooMuch, Container.Check([.. Enumerable.Range(0, Container.MostEntries + 1).Select(n => new ContainerEntry($"{n}", 0, false))], Size));
    }
}
