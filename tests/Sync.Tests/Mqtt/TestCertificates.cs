using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeTwin.Sync.Tests.Mqtt;

/// <summary>An authority with a certificate for the broker on the loopback address and one for a client, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("certificates");
    private readonly X509Certificate2 _authority;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=EdgeTwin test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        Write("ca", _authority.ExportCertificatePem());
        Issue("broker", IPAddress.Loopback);
        Issue("client", null);
    }

    public string this[string name] => Path.Combine(_folder, name + ".pem");

    public string BrokerConfiguration =>
        $"cafile {this["ca"]}\ncertfile {this["broker"]}\nkeyfile {this["broker-key"]}\nrequire_certificate true";

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Issue(string name, IPAddress? address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (address is not null)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            alternatives.AddIpAddress(address);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        using var certificate = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        Write(name, certificate.ExportCertificatePem());
        Write(name + "-key", key.ExportPkcs8PrivateKeyPem());
    }

    private void Write(string name, string pem) => File.WriteAllText(this[name], pem);
}
