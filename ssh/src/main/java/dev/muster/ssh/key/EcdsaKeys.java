package dev.muster.ssh.key;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.List;
import java.util.Map;
import net.schmizz.sshj.common.SecurityUtils;

/** Offers the JDK's key factory EC under the name ECDSA, which is BouncyCastle's name for it and the one that sshj uses. */
public final class EcdsaKeys extends Provider {
    EcdsaKeys() {
        super("MusterEcdsaKeys", "1", "the JDK's EC key factory under another name");
        putService(new Service(this, "KeyFactory", "ECDSA", Factory.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new Factory(KeyFactory.getInstance("EC"));
            }
        });
    }

    /** Makes sshj use the JDK's providers instead of BouncyCastle's. It must be called before sshj touches a key. */
    public static void useJdkProviders() {
        SecurityUtils.setRegisterBouncyCastle(false);
        Security.addProvider(new EcdsaKeys());
    }

    private static final class Factory extends KeyFactorySpi {
        private final KeyFactory factory;

        Factory(KeyFactory factory) {
            this.factory = factory;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return factory.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return factory.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec) throws InvalidKeySpecException {
            return factory.getKeySpec(key, spec);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return factory.translateKey(key);
        }
    }
}
