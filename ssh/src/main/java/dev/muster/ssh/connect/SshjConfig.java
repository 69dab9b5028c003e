package dev.muster.ssh.connect;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.key.EcdsaKeys;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.mac.MAC;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * The algorithms that the JDK's providers support and current servers offer. The default configuration of sshj tries every cipher of
 * BouncyCastle, which costs half a second. There is no keep-alive thread, because sshj starts it before the authentication; deadlines
 * replace it.
 */
final class SshjConfig extends ConfigImpl {
    static {
        EcdsaKeys.useJdkProviders();
    }

    private static final AlgorithmList<KeyExchange> KEY_EXCHANGES = new AlgorithmList<>(
            List.of(
                    new Curve25519SHA256.Factory(),
                    new Curve25519SHA256.FactoryLibSsh(),
                    new ECDHNistP.Factory256(),
                    new ECDHNistP.Factory384(),
                    new ECDHNistP.Factory521(),
                    DHGroups.Group16SHA512(),
                    DHGroups.Group14SHA256(),
                    new DHGexSHA256.Factory()),
            List.of(DHGroups.Group18SHA512(), DHGroups.Group14SHA1(), DHGroups.Group1SHA1()));
    private static final AlgorithmList<KeyAlgorithm> HOST_KEYS = new AlgorithmList<>(
            List.of(
                    KeyAlgorithms.EdDSA25519(),
                    KeyAlgorithms.ECDSASHANistp256(),
                    KeyAlgorithms.ECDSASHANistp384(),
                    KeyAlgorithms.ECDSASHANistp521(),
                    KeyAlgorithms.RSASHA512(),
                    KeyAlgorithms.RSASHA256()),
            List.of(KeyAlgorithms.SSHRSA()));
    /** Counter mode comes first: GCM is half as fast with the C1 compiler, which the command and the daemon use. */
    private static final AlgorithmList<Cipher> CIPHERS = new AlgorithmList<>(
            List.of(BlockCiphers.AES128CTR(), BlockCiphers.AES256CTR(), GcmCiphers.AES128GCM(), GcmCiphers.AES256GCM()),
            List.of(
                    BlockCiphers.AES192CTR(),
                    BlockCiphers.AES128CBC(),
                    BlockCiphers.AES192CBC(),
                    BlockCiphers.AES256CBC()));

    private static final AlgorithmList<MAC> MACS = new AlgorithmList<>(
            List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()),
            List.of(Macs.HMACSHA1Etm(), Macs.HMACSHA1()));

    SshjConfig() {
        this(SshTarget.Algorithms.DEFAULT);
    }

    /** @throws IllegalArgumentException if a list of the ssh configuration contains nothing that Muster supports */
    SshjConfig(SshTarget.Algorithms algorithms) {
        setLoggerFactory(new NoLogging());
        setVersion("muster");
        setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        List<Factory.Named<KeyExchange>> exchanges =
                new ArrayList<>(KEY_EXCHANGES.select("KexAlgorithms", algorithms.keyExchange()));
        exchanges.add(new ExtInfoClientFactory()); // no key exchange: it announces an extension
        setKeyExchangeFactories(exchanges);
        setKeyAlgorithms(HOST_KEYS.select("HostKeyAlgorithms", algorithms.hostKey()));
        setCipherFactories(CIPHERS.select("Ciphers", algorithms.cipher()));
        setMACFactories(MACS.select("MACs", algorithms.mac()));
        setCompressionFactories(List.of(new NoneCompression.Factory()));
        setFileKeyProviderFactories(List.of());
        setKeepAliveProvider(KeepAliveProvider.HEARTBEAT); // its thread starts only if an interval is set
    }

    /** Discards the log of sshj. Operators get its failures as a {@code RemoteFailure}. */
    private static final class NoLogging implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    }
}
