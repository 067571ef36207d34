using HoiQC.Web.Hardening;

namespace HoiQC.Web.Tests.Hardening;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/bodies/3430-FrontBloc?year=2023#seen")]
    [InlineData("/boards/106?return=https://evil.example/")]
    [InlineData("/search?q=hội nông dân")]
    public void A_path_of_this_server_is_followed(string path) => Assert.Equal(path, LocalPath.Of(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("boards/106")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("/a\\b")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\r\nLocation: https://evil.example/")]
    [InlineData("/a\u0085b")]
    [InlineData(" //evil.example/")]
    [InlineData("javascript:alert(1)")]
    public void What_leads_elsewhere_leads_home(string? text) => Assert.Equal("/", LocalPath.Of(text));
}
