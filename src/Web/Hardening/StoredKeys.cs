using System.Xml.Linq;
using HoiQC.Grains.Accounts;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace HoiQC.Web.Hardening;

/// <summary>The framework's keys in our database: a form that was open before a restart can still be sent after it, from every node.</summary>
internal sealed class StoredKeys(IProtectionKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
