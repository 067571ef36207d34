using HoiQC.Web.Accounts;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>Which passwords are refused, and which codes a telephone shows.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("1234567890")]
    [InlineData("QwertyUiop")]
    [InlineData("password123")]
    [InlineData("matkhau2024")]
    [InlineData("MậtKhẩu@123")]
    [InlineData("quantri@2024")]
    [InlineData("abcabcabcabc")]
    [InlineData("asdfghjklzxcvbnm")]
    [InlineData("nguyenthihoa1980")]
    [InlineData("hoa.1980.hoa")]
    [InlineData("0987654321")]
    public void What_everybody_tries_first_is_refused(string password) => Assert.NotNull(PasswordRules.Wrong("hoa.1980", "Nguyễn Thị Hoa", password));

    [Theory]
    [InlineData("trâu trắng ăn ngô")]
    [InlineData("Khun Há mùa lúa chín")]
    [InlineData("8fK2-pqX9-zLw1")]
    [InlineData("vietnam mưa rào tháng bảy")]
    public void Some_words_put_together_are_taken(string password) => Assert.Null(PasswordRules.Wrong("hoa.1980", "Nguyễn Thị Hoa", password));

    /// <summary>RFC 6238, appendix B, for SHA-1; the last six of eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        Assert.Equal(code, TimeCodes.At(Key, seconds / 30));
        Assert.Equal(seconds / 30, TimeCodes.StepOf(Key, code, DateTimeOffset.FromUnixTimeSeconds(seconds), 0));
        Assert.Null(TimeCodes.StepOf(Key, code, DateTimeOffset.FromUnixTimeSeconds(seconds), seconds / 30));
        Assert.Null(TimeCodes.StepOf(Key, code, DateTimeOffset.FromUnixTimeSeconds(seconds + 61), 0));
    }
}
