package uk.propercourse.oversight.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import uk.propercourse.kernel.WebOnly;

/** Every page and call is kept, but for what shows nobody's data: signing in, errors, and hashes. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class ReadConfiguration implements WebMvcConfigurer {

    private final ReadInterceptor reads;

    ReadConfiguration(ReadInterceptor reads) {
        this.reads = reads;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(reads)
                .excludePathPatterns(
                        "/",
                        "/sign-in",
                        "/setup",
                        "/error",
                        "/assets/**",
                        "/checkpoint",
                        "/tile/**",
                        "/api/v1/ledger/**");
    }
}
