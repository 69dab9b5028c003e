package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void survivesAsText() {
        assertThat(Recipe.parse(new Recipe("a", "b").text())).isEqualTo(new Recipe("a", "b"));
        assertThat(Recipe.parse(new Recipe("a", "").text())).isEqualTo(new Recipe("a", ""));
    }

    @Test
    void theEngineOfAnotherRecipeHidesAChangeOfTheEngineOnly() {
        Recipe before = new Recipe("a", "b");
        assertThat(new Recipe("a", "c").withEngineOf(before)).isEqualTo(before);
        assertThat(new Recipe("d", "c").withEngineOf(before)).isNotEqualTo(before);
    }

    @Test
    void anEngineThatComesOrGoesIsNotHidden() {
        assertThat(new Recipe("a", "b").withEngineOf(new Recipe("a", ""))).isEqualTo(new Recipe("a", "b"));
        assertThat(new Recipe("a", "").withEngineOf(new Recipe("a", "b"))).isEqualTo(new Recipe("a", ""));
    }
}
